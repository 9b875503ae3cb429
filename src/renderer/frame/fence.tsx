import { Button, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Translation } from 'react-i18next';

/** A fault in one screen stays in it. */
export class Fence extends Component<{ children: ReactNode }, { broken: boolean; notLoaded?: boolean }> {
  override state = { broken: false, notLoaded: false };

  static getDerivedStateFromError(error: unknown): { broken: boolean; notLoaded: boolean } {
    return { broken: true, notLoaded: /dynamically imported module|module script/i.test(String(error)) };
  }

  /** Of a file that could not be loaded React keeps the failure for good: only the whole window can try again. */
  #again = (): void => {
    if (this.state.notLoaded) window.location.reload();
    else this.setState({ broken: false });
  };

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Translation>
        {(t) => (
          <Stack role="alert" align="center" mt={120} gap="sm">
            <Title order={1} fz={22}>
              {t('frame.broken.title')}
            </Title>
            <Text c="dimmed">{t(this.state.notLoaded ? 'frame.broken.notLoaded' : 'frame.broken.text')}</Text>
            <Button onClick={this.#again}>{t('frame.broken.again')}</Button>
          </Stack>
        )}
      </Translation>
    );
  }
}
