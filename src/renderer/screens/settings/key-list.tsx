import { Kbd, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { screenKeys } from '../../state/route.ts';
import { Card } from '../../ui/card.tsx';

export function KeyList() {
  const { t } = useTranslation();
  const rows: [string[], string][] = [
    [['Ctrl', 'K'], t('settings.keys.palette')],
    [['Ctrl', 'Shift', 'P'], t('settings.keys.paletteInTerminal')],
    ...screenKeys.map(([key, screen]): [string[], string] => [['Ctrl', 'Alt', key], t(`frame.screens.${screen}`)]),
    [['Ctrl', 'Shift', 'C'], t('settings.keys.copy')],
    [['Ctrl', 'Shift', 'V'], t('settings.keys.paste')],
    [['Ctrl', 'Shift', 'F'], t('settings.keys.find')],
    [['Ctrl', 'Shift', 'Esc'], t('settings.keys.leave')],
  ];
  return (
    <Card id="keys" title={t('settings.keyboard')} mb={6}>
      <Table fz="sm" verticalSpacing={5}>
        <Table.Tbody>
          {rows.map(([keys, meaning]) => (
            <Table.Tr key={keys.join()}>
              <Table.Td w={170}>
                {keys.map((key) => (
                  <Kbd key={key} size="xs" mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
