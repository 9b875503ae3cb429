import { Button, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Translation } from 'react-i18next';

/** A fault in one screen stays in it. */
export class Fence extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Translation>
        {(t) => (
          <Stack role="alert" align="center" mt={120} gap="sm">
            <Title order={1} fz={22}>
              {t('frame.broken.title')}
            </Title>
            <Text c="dimmed">{t('frame.broken.text')}</Text>
            <Button onClick={() => this.setState({ broken: false })}>{t('frame.broken.again')}</Button>
          </Stack>
        )}
      </Translation>
    );
  }
}
