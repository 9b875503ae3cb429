import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { NodeStatus } from '../../../shared/wire/node-status.ts';
import type { ResetDepth } from '../../../shared/wire/reset-depth.ts';
import { PlanRow } from './plan-row.tsx';
import { typedFate } from './typed-fate.ts';

interface Props {
  typed: NonNullable<NodeStatus['typed']>;
  depth: ResetDepth;
  unowned: boolean;
}

/** What people typed on a node: what becomes of each thing, and why one is left. */
export function TypedRows({ typed, depth, unowned }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {typed.things.map((thing) => {
        const { isTaken, left } = typedFate(thing, { depth, unowned });
        return (
          <PlanRow key={thing.what} fate={isTaken ? 'remove' : 'leave'}>
            {t('reset.typed.thing', { what: stripUnsafe(thing.what) })}
            {left !== undefined && (
              <Text component="span" fz="xs" c="dimmed" display="block">
                {left === 'depth' ? t('reset.typed.deeper') : t('reset.typed.left', { why: stripUnsafe(left) })}
                {left !== 'depth' && thing.remedy && (
                  <>
                    {' '}
                    <code>{stripUnsafe(thing.remedy)}</code>
                  </>
                )}
              </Text>
            )}
          </PlanRow>
        );
      })}
      {typed.unseen && (
        <Text component="li" fz="sm" c="var(--lab-store)">
          {stripUnsafe(typed.unseen)}
        </Text>
      )}
    </>
  );
}
