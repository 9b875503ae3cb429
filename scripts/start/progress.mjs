/** One line on stderr that counts seconds on a terminal; elsewhere a line at the start and one at the end. */
export function startProgress(message) {
  const out = process.stderr;
  const begun = Date.now();
  const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`;
  const draw = () => out.write(`\r${message} … ${seconds()} `);
  if (!out.isTTY) out.write(`${message} …\n`);
  else draw();
  const timer = out.isTTY ? setInterval(draw, 1000) : undefined;
  return {
    stop(ok) {
      clearInterval(timer);
      if (out.isTTY) draw();
      out.write(`${out.isTTY ? '' : message}${ok ? ': done' : ': failed'} after ${seconds()}\n`);
    },
  };
}
