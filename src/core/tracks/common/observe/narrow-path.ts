/** What helps where full packets vanish between the nodes (row 19). */
export const narrowRemedy = {
  remedy:
    'A check without the lab shows which size passes: reset, set “mtu: N” under “network:” in the lab file (the size that passes, minus 50), and run again.',
};
