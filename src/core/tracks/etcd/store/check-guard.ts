import { texts } from '../../../../shared/texts/text.ts';
import type { Problem } from '../../../engine/step.ts';
import { operation } from '../../../machine/operation.ts';
import type { Node } from '../../../machine/port.ts';
import { etcdUnit } from '../../common/support/names.ts';
import { guardProbe, strangerAddress } from './guard.ts';

interface Tried {
  /** The lab's unit runs. */
  isOurs: boolean;
  wasTried: boolean;
  /** Ports of the node's own address that a stranger gets to. */
  ports: string[];
  /** Why it could not be tried. */
  reason: string;
}

export const guardTry = operation<{ address: string }, Tried>({
  name: 'guard.try',
  program: ({ address }) => ({ script: guardProbe, words: [address, etcdUnit, strangerAddress] }),
  read({ stdout, stderr }) {
    const lines = stdout.split('\n');
    return {
      isOurs: lines.includes('ours'),
      wasTried: lines.includes('tried'),
      ports: lines.filter((line) => line.startsWith('open ')).map((line) => line.slice('open '.length)),
      reason: stderr.trim().split('\n')[0] ?? '',
    };
  },
});

/** Whether only the lab's nodes get to a member, tried by a connection that must be refused. None where nothing listens. */
export async function checkGuard(node: Node, signal: AbortSignal): Promise<Problem[]> {
  const { isOurs, wasTried, ports, reason } = await node.run(guardTry, { address: node.address }, { signal });
  if (ports.length === 0 && (wasTried || !isOurs)) return [];
  if (ports.length === 0) {
    const message = texts.etcd.guardUntested({ node: node.name, why: reason });
    return [{ level: 'error', code: 'open', message, remedy: texts.etcd.guardUntestedRemedy }];
  }
  const message = texts.etcd.open({ ports, node: node.name, address: node.address });
  if (isOurs) return [{ level: 'error', code: 'open', message, remedy: texts.etcd.openRemedy }];
  // What a person typed is theirs: the lab says what it means, and leaves it.
  return [
    {
      level: 'warning',
      code: 'open',
      message: texts.etcd.openNotOurs({ open: message }),
      remedy: texts.etcd.openNotOursRemedy,
    },
  ];
}
