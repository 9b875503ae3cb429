import { tellError } from '../../ui/tell-error.ts';
import { useTyping } from './typing-store.ts';

interface Typed {
  lab: string;
  node: string;
  command: string;
}

/** Opens a terminal on the node beside the lesson and puts the command in; Enter stays the person's. */
export function putIntoTerminal({ lab, node, command }: Typed): void {
  useTyping.getState().open(lab);
  import('../terminals/put-in.ts').then(({ putIn }) => putIn({ lab, node, text: command })).catch(tellError);
}
