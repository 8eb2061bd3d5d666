// The console's own script, beside htmx and its SSE extension. What it keeps:
// - a live update never takes the focus, typed text or an open form away; it waits, and says that it waits;
// - a lost connection is taken up again behind the last change that was seen, a silent one counts as lost;
// - what could not be fetched is fetched again, and the page says that it is not up to date;
// - what must be acted on is announced at once.
(function () {
  "use strict";

  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const body = document.body;

  // The event stream -----------------------------------------------------------------------------------------

  // Browsers open at most six connections to one address, so a tab that nobody sees lets go of its own.
  const HIDDEN_FOR = 20000;
  const WAITS = [500, 1000, 2000, 5000];
  // The server says every 15 seconds that it is there; a connection that died unnoticed says nothing.
  const SILENT_FOR = 35000;

  class Stream {
    constructor(url) {
      this.url = new URL(url, location.href);
      this.listeners = [];
      this.failures = 0;
      this.readyState = EventSource.CONNECTING;
      document.addEventListener("visibilitychange", () => this.seen());
      window.addEventListener("online", () => this.again());
      setInterval(() => this.watch(), 5000);
      this.open();
    }

    open() {
      this.heard = Date.now();
      this.source = new EventSource(this.url);
      this.source.onopen = (event) => {
        this.failures = 0;
        this.readyState = EventSource.OPEN;
        connection(false);
        if (this.onopen) this.onopen(event);
      };
      this.source.onerror = () => this.lost();
      // It comes behind all that it speaks of: whoever is cut off before it hears all of that again.
      this.source.addEventListener("upto", (event) => {
        this.heard = Date.now();
        this.url.searchParams.set("after", event.lastEventId);
      });
      this.listeners.forEach(([name, listener]) => this.source.addEventListener(name, listener));
    }

    watch() {
      if (this.source.readyState === EventSource.CLOSED || Date.now() - this.heard < SILENT_FOR) return;
      connection(true);
      this.source.close();
      this.again();
    }

    lost() {
      connection(true);
      if (this.source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      fetchAgain("room-head", false); // the stream may have been refused: who was shown out is told so
      const wait = WAITS[Math.min(this.failures, WAITS.length - 1)];
      this.failures += 1;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.again(), wait);
    }

    again() {
      if (this.source.readyState !== EventSource.CLOSED || this.stopped) return;
      clearTimeout(this.timer);
      this.open();
    }

    seen() {
      clearTimeout(this.hidden);
      if (document.hidden) this.hidden = setTimeout(() => this.source.close(), HIDDEN_FOR);
      else this.again();
    }

    addEventListener(name, listener) {
      this.listeners.push([name, listener]);
      this.source.addEventListener(name, listener);
    }

    removeEventListener(name, listener) {
      this.listeners = this.listeners.filter((known) => known[0] !== name || known[1] !== listener);
      this.source.removeEventListener(name, listener);
    }

    close() {
      this.stopped = true;
      this.readyState = EventSource.CLOSED;
      clearTimeout(this.timer);
      this.source.close();
    }
  }

  htmx.createEventSource = (url) => new Stream(url);

  let cutOff = false;

  function connection(lost) {
    cutOff = lost;
    state();
  }

  // Whoever looks at what may be out of date is told so.
  function state() {
    const old = missing.size ? "Not up to date. Trying again …" : "";
    const text = cutOff ? "Connection lost. Trying again …" : old;
    const place = one("#connection");
    if (place && place.textContent !== text) place.textContent = text;
  }

  // Parts of the page that could not be fetched, by id, with the timer that fetches them again: the stream named them
  // once and will not name them again.
  const missing = new Map();
  const FETCH_AGAIN = 2000;

  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) =>
    body.addEventListener(name, (event) => {
      const { requestConfig, target } = event.detail;
      if (requestConfig.verb !== "get" || !target.matches("[data-live]")) return;
      clearTimeout(missing.get(target.id));
      missing.set(target.id, setTimeout(() => fetchAgain(target.id, false), FETCH_AGAIN));
      state();
    })
  );

  function came(id) {
    if (missing.delete(id)) state();
  }

  body.addEventListener("htmx:afterRequest", (event) => {
    const { requestConfig, successful, target } = event.detail;
    if (requestConfig.verb === "get" && successful) came(target.id);
  });

  // Live updates that wait for people ------------------------------------------------------------------------

  const TYPED = "input:not([type=hidden]), textarea, select";

  function dirty(field) {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") {
      const first = Array.from(field.options).findIndex((option) => option.defaultSelected);
      return field.selectedIndex !== Math.max(first, 0);
    }
    return field.value !== field.defaultValue;
  }

  // The id of the button that has been pressed and has the focus still, on whichever version of its card.
  let pressed = "";

  document.addEventListener("focusin", (event) => {
    if (event.target.id !== pressed) pressed = "";
  });

  // Somebody is at work in `target`; `html` is what would replace it.
  function busy(target, html) {
    if (all(TYPED, target).some(dirty)) return true;
    const focus = document.activeElement;
    if (!focus || focus === target || !target.contains(focus)) return false;
    if (focus.matches(TYPED) || focus.closest("form[data-form]")) return true;
    if (focus.id && focus.id === pressed) return false; // what it did is to be seen
    return !focus.id || !html.includes('id="' + focus.id + '"');
  }

  // What had the focus went away by being used: the focus goes to what took its place, not to the page's beginning.
  function refocus(id) {
    const target = document.getElementById(id);
    if (!target || (document.activeElement && document.activeElement !== body)) return;
    const instead = document.getElementById(target.dataset.refocus || ""); // not beside what a second press would send
    const next = instead || one("#line, summary, a[href], button, [tabindex]", target);
    if (next) next.focus({ preventScroll: true });
  }

  function bottom(element) {
    return element.scrollHeight - element.scrollTop - element.clientHeight < 48;
  }

  function toBottom(element) {
    element.scrollTop = element.scrollHeight;
  }

  function mark(target) {
    if (target.dataset.stale) return;
    target.dataset.stale = "1";
    const line = document.createElement("p");
    line.className = "stale";
    line.dataset.for = target.id;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = "Updated meanwhile. Show the new version";
    button.addEventListener("click", () => fetchAgain(target.id, true));
    line.setAttribute("role", "status");
    line.append(button);
    target.before(line);
  }

  function unmark(id) {
    all(".stale").filter((line) => line.dataset.for === id).forEach((line) => line.remove());
    const target = document.getElementById(id);
    if (target) delete target.dataset.stale;
  }

  function fetchAgain(id, force) {
    const target = document.getElementById(id);
    if (!target) {
      came(id);
      return unmark(id);
    }
    if (force) target.dataset.force = "1";
    htmx.trigger(target, "refresh");
  }

  // What a pointer is down on stays until it is up: a button that is replaced between the two is never pressed.
  let held = null;
  const released = new Set();

  document.addEventListener("pointerdown", (event) => {
    held = event.target;
  });

  function release() {
    setTimeout(() => {
      held = null;
      const waiting = Array.from(released);
      released.clear();
      waiting.forEach((id) => fetchAgain(id, false));
    }, 0);
  }
  document.addEventListener("pointerup", release);
  document.addEventListener("pointercancel", release);

  function whatWaits() {
    all("[data-live][data-stale]").forEach((target) => {
      if (!all(TYPED, target).some(dirty) && !target.contains(document.activeElement)) fetchAgain(target.id, false);
    });
  }

  body.addEventListener("htmx:beforeSwap", (event) => {
    const detail = event.detail;
    const status = detail.xhr.status;
    if (detail.requestConfig.verb !== "get") {
      detail.shouldSwap = true; // a refusal is shown where notices are
      detail.isError = false;
      if (status === 401) location.reload();
      return;
    }
    if (status === 404 || status === 401) {
      detail.isError = false;
      if (detail.target.matches("[data-live]")) location.reload(); // no longer in the room, or no longer logged in
      return;
    }
    const target = detail.target;
    if (!target.matches("[data-live]") || !detail.shouldSwap) return;
    if (one("#compose", target) && detail.serverResponse.includes('id="compose"')) {
      detail.shouldSwap = false; // the line to type in is the one that is there
      return;
    }
    if (held && target.contains(held)) {
      detail.shouldSwap = false;
      released.add(target.id);
      return;
    }
    if (!target.dataset.force && busy(target, detail.serverResponse)) {
      detail.shouldSwap = false;
      mark(target);
      return;
    }
    const focus = document.activeElement;
    const there = focus && (target.contains(focus) || (focus.closest(".stale") || focus).dataset.for === target.id);
    left = there ? target.id : null;
    delete target.dataset.force;
    unmark(target.id);
    folds = new Map(all("details[id]", target).map((fold) => [fold.id, fold.open]));
    follow = target.matches("[data-bottom]") && bottom(target) ? target.id : null;
  });

  let folds = new Map();
  let follow = null;
  let left = null;

  body.addEventListener("htmx:afterSwap", (event) => {
    folds.forEach((open, id) => {
      const fold = document.getElementById(id);
      if (fold) fold.open = open;
    });
    folds = new Map();
    if (follow) toBottom(document.getElementById(follow));
    follow = null;
    if (left) refocus(left);
    left = null;
    if (event.detail.target && event.detail.target.id === "phone") openedPhone();
    attention();
  });

  document.addEventListener("focusout", () => setTimeout(whatWaits, 0));

  // New messages ---------------------------------------------------------------------------------------------

  const talk = one("#talk");
  // On a narrow screen the messages do not scroll for themselves: the page does.
  const scroller = () => (getComputedStyle(talk).overflowY === "visible" ? document.scrollingElement : talk);
  let following = true;
  let atEnd = true;
  let asked = false; // something was sent from here, and its answer is wanted in view

  body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post") return;
    asked = true;
    pressed = document.activeElement ? document.activeElement.id : "";
  });

  body.addEventListener("htmx:sseBeforeMessage", (event) => {
    const known = /id="(m-\d+)"/.exec(event.detail.data || "");
    if (known && document.getElementById(known[1])) event.preventDefault(); // told again after a reconnection
    else if (talk) following = bottom(scroller());
  });

  body.addEventListener("htmx:sseMessage", (event) => {
    if (event.target.id !== "messages") return;
    const last = event.target.lastElementChild;
    if (last && last.dataset.act) announce("You must act: " + last.dataset.act);
    if (following || asked || (last && last.classList.contains("mine"))) toNewest();
    else one("#jump").hidden = false;
    asked = false;
  });

  // A message that is higher than the window is shown from its beginning.
  function toNewest() {
    const last = one("#messages").lastElementChild;
    const room = scroller() === talk ? talk.clientHeight : window.innerHeight - one("#composer").offsetHeight;
    if (last && last.offsetHeight > room) {
      atEnd = false;
      if (scroller() === talk) talk.scrollTop += last.getBoundingClientRect().top - talk.getBoundingClientRect().top;
      else last.scrollIntoView();
    } else if (last) toBottom(scroller());
    else atEnd = false;
  }

  function announce(text) {
    one("#announce").textContent = text;
  }

  // The tab says that something waits, for somebody who works in another one.
  function attention() {
    const waits = one("#acts li") !== null;
    const plain = document.title.replace(/^\(!\) /, "");
    document.title = waits ? "(!) " + plain : plain;
  }

  if (talk) {
    const scrolled = () => {
      atEnd = bottom(scroller());
      if (atEnd) one("#jump").hidden = true;
    };
    talk.addEventListener("scroll", scrolled);
    document.addEventListener("scroll", scrolled);
    // A board or a notice that grows takes room from the messages; the last one stays in view.
    new ResizeObserver(() => {
      if (atEnd && scroller() === talk) toBottom(talk);
    }).observe(talk);
    one("#jump button").addEventListener("click", () => {
      toBottom(scroller());
      talk.focus({ preventScroll: true });
    });
  }

  // Sending --------------------------------------------------------------------------------------------------

  body.addEventListener("htmx:afterRequest", (event) => {
    const detail = event.detail;
    if (detail.requestConfig.verb !== "post" || !detail.successful) return;
    const form = detail.elt.closest("form");
    if (!form) return;
    form.reset();
    all("textarea", form).forEach(grow);
    const fresh = detail.xhr.getResponseHeader("x-event-id");
    if (fresh) {
      one("[name=event_id]", form).value = fresh;
      one("[name=event_id]", form).defaultValue = fresh;
    }
    if (form.id === "compose") forget();
    if (form.classList.contains("push")) htmx.trigger(body, "clock");
    whatWaits();
  });

  ["htmx:sendError", "htmx:timeout"].forEach((name) =>
    body.addEventListener(name, (event) => {
      if (event.detail.requestConfig.verb !== "post") return;
      const line = document.createElement("p");
      line.className = "notice-bad";
      line.textContent = "Muster did not answer, so this may not have been sent. What you typed is still there: send it again.";
      one("#notice").replaceChildren(line);
    })
  );

  body.addEventListener("keydown", (event) => {
    if (event.target.id !== "line" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  function grow(area) {
    if (area.id === "line") area.rows = Math.min(8, area.value.split("\n").length);
  }

  // What was typed and not sent outlives a reload; it stays in this tab.
  const draft = "line:" + body.dataset.person + ":" + body.dataset.room;

  function forget() {
    sessionStorage.removeItem(draft);
  }

  body.addEventListener("input", (event) => {
    if (event.target.id !== "line") return;
    grow(event.target);
    if (event.target.value) sessionStorage.setItem(draft, event.target.value);
    else forget();
  });

  const line = one("#line");
  if (line && sessionStorage.getItem(draft)) {
    line.value = sessionStorage.getItem(draft);
    grow(line);
  }

  // Phones ---------------------------------------------------------------------------------------------------

  function openedPhone() {
    const open = one("#phone-open").value;
    all("[data-phone]").forEach((field) => {
      field.value = open;
    });
    all("#phone-list a[data-number]").forEach((link) => {
      if (link.dataset.number === open) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    const thread = one("#thread");
    if (thread) toBottom(thread);
    const next = one("#sms-text") || one("#phone-q");
    next.focus();
  }

  // One pane at a time on a narrow screen --------------------------------------------------------------------

  const panes = ["rooms", "conversation", "phones"];

  function show(name) {
    if (!panes.includes(name)) return;
    document.documentElement.dataset.pane = name;
    panes.forEach((pane) => {
      const tab = one("#tab-" + pane);
      if (pane === name) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    });
    if (name === "conversation" && talk && scroller() === talk) toNewest();
  }

  function byAddress() {
    const wanted = location.hash.slice(1);
    if (panes.includes(wanted)) show(wanted);
    else if (wanted === "line") show("conversation");
  }

  show(one("#phone-title") ? "phones" : "conversation");
  byAddress();
  window.addEventListener("hashchange", byAddress);

  const wanted = /^#m-\d+$/.test(location.hash) && one(location.hash);
  if (wanted) wanted.scrollIntoView({ block: "nearest" });
  else if (talk && scroller() === talk) toNewest(); // a narrow screen begins with the board
  if (one("#thread")) toBottom(one("#thread"));
  attention();
})();
