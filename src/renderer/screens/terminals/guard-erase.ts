import type { IFunctionIdentifier, Terminal } from '@xterm/xterm';

/**
 * "Erase up to the cursor" with the cursor in the last column: xterm.js 6.0.0 marks the line below as not wrapped any
 * more; below the last one there is none, it throws, and reads nothing ever after. What is erased there is the whole
 * screen, so that is done instead; `protect` spares what a program has protected (DECSED).
 */
const above = 1;
const all = 2;

interface Inside {
  _core?: { _inputHandler?: { eraseInDisplay?: (params: { params: number[] }, protect: boolean) => boolean } };
}

export function guardErase(terminal: Terminal): void {
  guard({ final: 'J' }, false);
  guard({ prefix: '?', final: 'J' }, true);

  function guard(id: IFunctionIdentifier, protect: boolean): void {
    terminal.parser.registerCsiHandler(id, ([what]) => {
      if (what !== above || !isAtEnd(terminal)) return false;
      // Not part of its API: where a later version has it elsewhere, the screen stays as it is, which is no harm.
      (terminal as unknown as Inside)._core?._inputHandler?.eraseInDisplay?.({ params: [all] }, protect);
      return true;
    });
  }
}

function isAtEnd({ buffer: { active }, rows, cols }: Terminal): boolean {
  return active.cursorY + 1 >= rows && active.cursorX + 1 >= cols && active.length <= rows;
}
