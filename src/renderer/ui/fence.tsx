import { Button, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Translation } from 'react-i18next';

/** A fault in one screen stays in it. */
export class Fence extends Component<{ children: ReactNode }, { broken?: 'fault' | 'notLoaded' }> {
  override state: { broken?: 'fault' | 'notLoaded' } = {};

  static getDerivedStateFromError(error: unknown): { broken: 'fault' | 'notLoaded' } {
    return { broken: /dynamically imported module|module script/i.test(String(error)) ? 'notLoaded' : 'fault' };
  }

  /** Of a file that could not be loaded React keeps the failure for good: only the whole window can try again. */
  #again = (): void => {
    if (this.state.broken === 'notLoaded') window.location.reload();
    else this.setState({ broken: undefined });
  };

  override render(): ReactNode {
    const { broken } = this.state;
    if (!broken) return this.props.children;
    return (
      <Translation>
        {(t) => (
          <Stack role="alert" align="center" mt={120} gap="sm">
            <Title order={1} fz={22}>
              {t(`frame.broken.${broken}.title`)}
            </Title>
            <Text c="dimmed">{t(`frame.broken.${broken}.text`)}</Text>
            <Button onClick={this.#again}>{t('frame.broken.again')}</Button>
          </Stack>
        )}
      </Translation>
    );
  }
}
