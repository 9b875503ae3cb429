import { Alert, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Proof } from '../../../shared/run/events.ts';
import type { RunView } from '../../../shared/run/view.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { named } from '../../../shared/texts/named.ts';
import { spoken } from '../../../shared/texts/text.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ProofActions } from './proof-actions.tsx';

/** Node by node and kind by kind: equal to what was noted before the first change, or the exact difference. */
export function ProofTable({ card, run, nodes }: { card: LabCard; run: RunView; nodes: readonly string[] }) {
  const { t } = useTranslation();
  const kinds = [...new Set(run.proofs.map(({ kind }) => kind))];
  const differing = run.proofs.filter(({ equal }) => !equal);
  // Without a baseline there is nothing to compare with but what was looked for.
  const isCompared = run.proofs.some(({ kind }) => kind !== 'typed');
  const of = (node: string, kind: string) => run.proofs.find((one) => one.node === node && one.kind === kind);
  return (
    <Card id="proof" title={t('reset.proof')}>
      {run.result && <ProofActions card={card} run={run} />}
      <Alert
        role="status"
        color={differing.length === 0 ? 'green' : 'red'}
        icon={<Icon name={differing.length === 0 ? 'shield' : 'warning'} />}
        title={
          differing.length === 0
            ? t(isCompared ? 'reset.equal' : 'reset.absent', { count: run.proofs.length })
            : t('reset.differs', { count: differing.length })
        }
      >
        {differing.length > 0 &&
          differing.map(({ node, kind, differences }) => (
            <div key={node + kind}>
              <b>
                {node}, {kindName(kind)}:
              </b>
              <Lines of={differences} />
            </div>
          ))}
        {run.proofs
          .filter(({ left }) => left?.length)
          .map(({ node, left = [] }) => (
            <div key={`${node} left`}>
              {t('reset.leftOn', { node })}
              <Lines of={left} />
            </div>
          ))}
        {run.proofs
          .filter(({ harmless }) => harmless?.length)
          .map(({ node, kind, harmless = [] }) => (
            <div key={`${node} ${kind}`}>
              {t('reset.harmless', { node, kind: kindName(kind) })}
              <Lines of={harmless} />
            </div>
          ))}
      </Alert>
      <Table.ScrollContainer minWidth={400} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table fz="sm" mt={8} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('reset.kind')}</Table.Th>
              {nodes.map((node) => (
                <Table.Th key={node} scope="col">
                  {node}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {kinds.map((kind) => (
              <Table.Tr key={kind}>
                <Table.Th scope="row" fw={500}>
                  {kindName(kind)}
                </Table.Th>
                {nodes.map((node) => (
                  <Table.Td key={node}>
                    <Verdict proof={of(node, kind)} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}

const kindName = (kind: string): string => named(spoken.report.kinds, kind);

function Verdict({ proof }: { proof: Proof | undefined }) {
  const { t } = useTranslation();
  if (proof === undefined) return <>–</>;
  const { equal, harmless = [] } = proof;
  return (
    <Text component="span" fz="sm" c={equal ? 'var(--lab-good)' : 'var(--lab-bad)'} fw={equal ? 400 : 700}>
      <span style={{ verticalAlign: '-2px', marginRight: 4 }}>
        <Icon name={equal ? 'check' : 'cross'} size={15} />
      </span>
      {t(equal ? (harmless.length > 0 ? 'reset.isHarmless' : 'reset.isEqual') : 'reset.isDifferent')}
    </Text>
  );
}

const Lines = ({ of }: { of: readonly string[] }) => (
  <pre className="mono" style={{ margin: 0, whiteSpace: 'pre-wrap' }}>
    {stripUnsafe(of.join('\n'))}
  </pre>
);
