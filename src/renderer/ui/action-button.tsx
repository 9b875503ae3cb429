import { Button, type ButtonProps, type ElementProps, VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

interface Props extends Omit<ButtonProps, 'disabled'>, ElementProps<'button', keyof ButtonProps> {
  /** Why it cannot be used now; it can where there is no reason. */
  not?: string | undefined;
}

/** A button that says why it cannot be used: to who points at it, and to who hears it. */
export function ActionButton({ not, loading = false, ...button }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const why = not ?? (loading ? t('frame.atWork') : undefined);
  return (
    <>
      <Button
        {...button}
        loading={loading}
        disabled={not !== undefined}
        {...(why !== undefined && { title: why, 'aria-describedby': id })}
      />
      {why !== undefined && <VisuallyHidden id={id}>{why}</VisuallyHidden>}
    </>
  );
}
