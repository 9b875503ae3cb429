import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { go } from '../../state/route.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Icon } from '../../ui/icon.tsx';
import { tellError } from '../../ui/tell-error.ts';

export interface Shows {
  node: string;
  command: string;
}

interface Props {
  lab: string;
  shows: Shows;
  label: string;
  /** Where it is put into a terminal, unless on the screen of terminals. */
  onType?: ((shows: Shows) => void) | undefined;
}

/** A command on a node, to be copied or put into a terminal there. */
export function ShownBy({ lab, shows, label, onType }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Text fz="sm" fw={600} mt={10} mb={4}>
        {label}
      </Text>
      <CodeBlock text={shows.command} label={t('picture.copy')} />
      <Button
        mt={6}
        size="xs"
        variant="default"
        leftSection={<Icon name="terminals" size={15} />}
        onClick={() => (onType ? onType(shows) : void typeIn(lab, shows).catch(tellError))}
      >
        {t('picture.intoTerminal')}
      </Button>
    </>
  );
}

/** Into a terminal on its machine, without Enter; terminals are loaded when one is wanted. */
async function typeIn(lab: string, { node, command }: Shows): Promise<void> {
  const { putIn } = await import('../terminals/put-in.ts');
  go({ screen: 'terminals', lab });
  await putIn({ lab, node, text: command });
}
