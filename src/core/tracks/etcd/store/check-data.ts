import { texts } from '../../../../shared/texts/text.ts';
import type { Problem } from '../../../engine/step.ts';
import type { Node } from '../../../machine/port.ts';
import type { ReadingContext } from '../../common/support/lab-step.ts';
import { etcdDataDirectory } from '../../common/support/names.ts';
import { memberData } from './member.ts';

/** A member whose data was taken away is well until it has to write there, and does not start again. */
export async function checkData(
  node: Node,
  { lab, signal }: Pick<ReadingContext, 'lab' | 'signal'>,
): Promise<Problem[]> {
  const { lost } = await node.run(memberData, { lab: lab.name }, { signal });
  if (lost === undefined) return [];
  const message = texts.etcd.dataLost({ node: node.name, path: lost });
  const isOurs = lost === etcdDataDirectory(lab.name);
  return [
    {
      level: 'error',
      code: 'data',
      message,
      remedy: isOurs ? texts.etcd.dataLostRemedy : texts.etcd.typedDataLostRemedy({ node: node.name }),
    },
  ];
}
