import { Anchor, List, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { sourceAddress } from '../../../shared/diagnosis/catalogue.ts';
import type { Diagnosis } from '../../../shared/diagnosis/diagnosis.ts';
import { inWords } from '../../../shared/texts/text.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { askToOpen } from '../terminals/ask-to-open.ts';

/** One row: what one sees, why, how to check it, what to do, and who met it. */
export function DiagnosisView({ row }: { row: Diagnosis }) {
  const { t } = useTranslation();
  return (
    <article className="card" aria-labelledby="diagnosis">
      <Title order={2} fz={19} id="diagnosis">
        <Text component="span" inherit c="var(--lab-overlay)">
          {row.number}
        </Text>{' '}
        {inWords(row.title)}
      </Title>
      <Section title={t('catalogue.see')} text={inWords(row.see)} />
      <Section
        title={t('catalogue.why')}
        text={row.inferred ? `${inWords(row.why)} ${t('catalogue.inferred')}` : inWords(row.why)}
      />
      <Section title={t('catalogue.check')} text={inWords(row.check.text)} commands={row.check.commands} />
      <Section title={t('catalogue.do')} text={inWords(row.remedy.text)} commands={row.remedy.commands} />
      <Title order={3} fz={15} mt={16} mb={4}>
        {t('catalogue.sources')}
      </Title>
      <List fz="sm">
        {row.sources.map((source) => (
          <List.Item key={source}>
            <Source source={source} />
          </List.Item>
        ))}
      </List>
    </article>
  );
}

function Section({ title, text, commands = [] }: { title: string; text: string; commands?: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <Title order={3} fz={15} mt={16} mb={4}>
        {title}
      </Title>
      <Text fz="sm" maw={760}>
        {text}
      </Text>
      {commands.map((command) => (
        <div key={command} style={{ marginTop: 6 }}>
          <CodeBlock text={command} label={t('catalogue.copy')} />
        </div>
      ))}
    </section>
  );
}

/** It leads out of the app, so it asks first. */
function Source({ source }: { source: string }) {
  const address = sourceAddress(source);
  if (!address) return <>{source}</>;
  return (
    <Anchor component="button" type="button" inherit c="inherit" underline="always" onClick={() => askToOpen(address)}>
      {source}
    </Anchor>
  );
}
