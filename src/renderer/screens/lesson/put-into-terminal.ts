import type { StepId } from '../../../shared/run/steps.ts';
import { ask } from '../../state/connection.ts';
import { tellError } from '../../ui/tell-error.ts';
import { seenInTerminal } from './typed-evidence.ts';
import { useTyping } from './typing-store.ts';

interface Typed {
  lab: string;
  step?: StepId;
  node: string;
  command: string;
}

/** Opens a terminal on the node beside the lesson and puts the command in; Enter stays the person's. */
export function putIntoTerminal({ lab, step, node, command }: Typed): void {
  useTyping.getState().open(lab);
  import('../terminals/put-in.ts')
    .then(({ putIn }) =>
      putIn({
        lab,
        node,
        text: command,
        printed: (text) => step && seenInTerminal(step, text) && saw(lab, step),
      }),
    )
    .catch(tellError);
}

const saw = (lab: string, step: StepId) => void ask((client) => client.lesson.saw({ lab, step })).catch(tellError);
