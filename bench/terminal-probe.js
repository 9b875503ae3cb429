// Runs in the pages that are compared, the same in each: looks at what xterm.js has drawn, not at what arrived.
(() => {
  const drawn = () => [...document.querySelectorAll('.xterm-rows')].map((rows) => rows.textContent).join('\n');

  /** Resolves when `holds` does, looked at after each change of the page. */
  const when = (holds) =>
    new Promise((resolve) => {
      const look = () => {
        if (!holds()) return false;
        watcher.disconnect();
        resolve(performance.now());
        return true;
      };
      const watcher = new MutationObserver(look);
      if (!look()) watcher.observe(document, { childList: true, subtree: true, characterData: true });
    });

  /** When the next key goes down. */
  const keyDown = () =>
    new Promise((resolve) => {
      window.addEventListener('keydown', () => resolve(performance.now()), { capture: true, once: true });
    });

  let measured;
  /** Measures the milliseconds from the next key to `text` on the screen: set up before the key, asked for after it. */
  const fromKeyTo = (text) => {
    const down = keyDown();
    const shown = when(() => drawn().includes(text));
    measured = (async () => (await shown) - (await down))();
  };
  const taken = () => measured;

  /** Milliseconds that a terminal takes to draw bytes which are there already. */
  const feed = async (terminal, bytes, text) => {
    const begun = performance.now();
    for (let at = 0; at < bytes.length; at += 65_536) terminal.write(bytes.subarray(at, at + 65_536));
    terminal.write(`${text}\r\n`);
    return (await when(() => drawn().includes(text))) - begun;
  };

  /** Since the page was asked for, until the text stands there and the page has time to hear of a click. */
  const interactive = async (text) => {
    await when(() => document.querySelector('main button:enabled') && document.body.textContent.includes(text));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now();
  };

  window.probe = { drawn, when, fromKeyTo, taken, feed, interactive };
})();
