import { useEffect, useRef } from 'react';

/** A file that is dropped anywhere on the screen, but for a field that takes it itself. */
export function useFileDrop(onFile: (file: File) => void): void {
  const latest = useRef(onFile);
  useEffect(() => {
    latest.current = onFile;
  });
  useEffect(() => {
    const drop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0];
      if (file && !event.defaultPrevented) latest.current(file);
    };
    // Fields of this page hear of it before the document does.
    document.addEventListener('drop', drop);
    return () => document.removeEventListener('drop', drop);
  }, []);
}
