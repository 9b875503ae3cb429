import { type CSSVariablesResolver, createTheme } from '@mantine/core';

const sans = 'Inter, "Segoe UI", system-ui, -apple-system, "Noto Sans", Roboto, "DejaVu Sans", sans-serif';
export const mono =
  '"JetBrains Mono", ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

export const theme = createTheme({
  primaryColor: 'lab',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'md',
  fontFamily: sans,
  fontFamilyMonospace: mono,
  headings: { fontFamily: sans, fontWeight: '650' },
  colors: {
    // The overlay's own colour everywhere: buttons, pictures, charts.
    lab: ['#f1f0ff', '#e0ddfc', '#bfb8f5', '#9c91ee', '#7d70e6', '#6859de', '#5b4bd6', '#4f40be', '#4538a6', '#392d8f'],
    // Mantine's own greys are warm; beside our cards they look brown.
    dark: [
      '#d3d8e0',
      '#b8bfca',
      '#949cab',
      '#6b7484',
      '#454c5a',
      '#343945',
      '#2a2e38',
      '#1f2229',
      '#191c22',
      '#121419',
    ],
  },
  components: {
    Modal: {
      defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Close' } },
      styles: { title: { fontWeight: 650, fontSize: 17 } },
    },
    Drawer: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      styles: { title: { fontWeight: 650, fontSize: 17 } },
    },
    // An empty place for the focus is no line of a menu: the first line has it.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Notification: { styles: { description: { color: 'var(--mantine-color-dimmed)' } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 400 } },
    Button: { defaultProps: { size: 'sm' } },
    // The title in the alert's own colour is too pale; its icon and its ground say enough.
    Alert: { defaultProps: { variant: 'light' }, styles: { title: { color: 'var(--mantine-color-text)' } } },
  },
});

/** Dimmed text and errors in Mantine's own colours are too pale on white for 4.5 : 1. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#565e67',
    '--mantine-color-error': '#b3261e',
    '--lab-page': '#f5f6fa',
    '--lab-card': '#ffffff',
    '--lab-line': '#dfe2ea',
    '--lab-code': '#f3f4f9',
    '--lab-overlay': '#4f40be',
    '--lab-overlay-soft': '#e7e4fb',
    '--lab-underlay': '#0b6a7f',
    '--lab-underlay-soft': '#d8f0f4',
    '--lab-store': '#9a5b00',
    '--lab-store-soft': '#fdeed2',
    '--lab-good': '#1e7a3c',
    '--lab-bad': '#b3261e',
    '--lab-mark': '#fff3bf',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b1ba',
    '--mantine-color-error': '#ff8a80',
    '--lab-page': '#16181d',
    '--lab-card': '#1f2229',
    '--lab-line': '#343945',
    '--lab-code': '#15171c',
    '--lab-overlay': '#a89ff5',
    '--lab-overlay-soft': '#2d2858',
    '--lab-underlay': '#5cc8dc',
    '--lab-underlay-soft': '#123a44',
    '--lab-store': '#f0b35a',
    '--lab-store-soft': '#42310f',
    '--lab-good': '#69d38a',
    '--lab-bad': '#ff8a80',
    '--lab-mark': '#4a3f10',
  },
});
