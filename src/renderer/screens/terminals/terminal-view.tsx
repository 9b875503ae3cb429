import { useEffect, useRef } from 'react';
import { useSettings } from '../../state/app-stores.ts';
import { fontStack } from './font-stack.ts';
import type { TerminalSession } from './terminal-session.ts';
import classes from './terminals.module.css';

/** The place on the page where a terminal stands now; the terminal itself outlives it. */
export function TerminalView({ session, name }: { session: TerminalSession; name: string }) {
  const { made } = session;
  const place = useRef<HTMLDivElement>(null);
  const { terminalFont, terminalFontSize, screenReader } = useSettings();
  useEffect(() => {
    const parent = place.current;
    if (!parent) return;
    session.attachTo(parent);
    session.made.terminal.focus();
    const adapt = () => parent.clientHeight > 20 && session.made.fit.fit();
    adapt();
    const watcher = new ResizeObserver(adapt);
    watcher.observe(parent);
    return () => watcher.disconnect();
  }, [session]);
  useEffect(() => {
    Object.assign(made.terminal.options, {
      fontFamily: fontStack(terminalFont),
      fontSize: terminalFontSize,
      screenReaderMode: screenReader,
    });
    made.terminal.textarea?.setAttribute('aria-label', name);
    made.fit.fit();
  }, [made, name, terminalFont, terminalFontSize, screenReader]);
  return <div ref={place} className={classes.screen} />;
}
