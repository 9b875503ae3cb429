import { useHotkeys } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { go, screenKeys } from '../state/route.ts';
import { useChosenLab } from './chosen-lab.ts';

/** Also while one types in a field. In a terminal Ctrl+K belongs to the shell; the other keys mean nothing to one. */
export function useShortcuts(): void {
  const lab = useChosenLab();
  useHotkeys(
    [
      ...screenKeys.map(([key, screen]): [string, () => void] => [`mod+alt+${key}`, () => go({ screen, lab })]),
      ['mod+K', (event) => inTerminal(event) || spotlight.open(), { preventDefault: false }],
      ['mod+shift+P', spotlight.open],
    ],
    [],
    true,
  );
}

function inTerminal(event: KeyboardEvent): boolean {
  if (event.target instanceof Element && event.target.closest('.xterm')) return true;
  event.preventDefault();
  return false;
}
