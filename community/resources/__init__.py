"""News, research, tools, guidelines and media, posted and rated by members."""
