// One small job a module. Every page is complete without any of them.
import "./menus.js";
import "./focus-post.js";
import "./submit-once.js";
import "./share.js";
import "./scrollers.js";
import "./keys.js";

// What only some pages need is fetched when it is there to be helped.
const when = (selector, load) => document.querySelector(selector) && load();
when("[data-news]", () => import("./news.js"));
when("[data-place]", () => import("./place.js"));
when("[data-related]", () => import("./related.js"));
when("[data-editor]", () => import("./editor.js"));
when("[data-quote]", () => import("./quote.js"));
when("[data-read]", () => import("./reading.js"));
when("[data-helpful]", () => import("./helpful.js"));
when("[data-places], [data-typeahead-url]", () => import("./typeahead.js"));
when("[data-example-url]", () => import("./example.js"));
