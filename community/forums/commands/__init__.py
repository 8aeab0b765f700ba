"""What can change in forums: a file a noun, a function a deed."""
