// Watches a page from its first moment: when it last changed, and when a click has had its effect.
//
// Looks into shadow roots as well. Times are milliseconds since the navigation began.

(() => {
  const roots = [document];
  const watch = { last: 0, effect: null };
  const deep = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const inSight = (each) => each.isConnected && each.getClientRects().length > 0;
  const seen = (selector) => deep(selector).filter(inSight);

  // What a click is to bring about: a number of elements in sight that differs from the one before.
  let awaited = null;
  const check = () => {
    if (!awaited || awaited.start === null || seen(awaited.selector).length === awaited.before) return;
    watch.effect = performance.now() - awaited.start;
    awaited = null;
  };
  const observer = new MutationObserver(() => {
    watch.last = performance.now();
    check();
  });
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  observer.observe(document, everything);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    roots.push(root);
    observer.observe(root, everything);
    return root;
  };
  window.addEventListener("click", (event) => { if (awaited) awaited.start = event.timeStamp; }, true);

  watch.expect = (selector) => {
    watch.effect = null;
    awaited = { selector, before: seen(selector).length, start: null };
    const frame = () => {
      check();
      if (awaited) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };

  // The time of the last change once the content is there, nothing runs and `quiet` ms have passed.
  watch.settled = (selector, quiet) => {
    if (performance.now() - watch.last < quiet) return false;
    const app = document.querySelector("[data-testid=stApp]");
    const runs = app && app.dataset.testScriptState !== "notRunning";
    if (runs || document.querySelector("[data-testid=stStatusWidget]")) return false;
    return deep(selector).some(inSight) && watch.last;
  };
  window.parleyWatch = watch;
})();
