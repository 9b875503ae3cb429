/**
 * What the text of 2015 measured and printed, for showing beside what the lab measures.
 * Source: "Docker Multi-host Overlay Networking with Etcd", 2015-11-09.
 */
export const tutorialSource =
  'Docker Multi-host Overlay Networking with Etcd, 2015-11-09 (Docker 1.9, iperf 2, two nodes)';

export const tutorialFigures = {
  nativeBitsPerSecond: 2.22e9,
  overlayBitsPerSecond: 1.58e9,
  /** 1.58 / 2.22; the text says "a bit worse than native". */
  ratio: 0.71,
  ping: {
    target: '10.0.0.3',
    sent: 4,
    received: 4,
    lossPercent: 0,
    rttMs: { min: 0.444, avg: 0.551, max: 0.735, mdev: 0.122 },
  },
  overlayMtu: 1450,
  gwbridgeMtu: 1500,
  nodes: { node1: '192.168.236.130', node2: '192.168.236.131' },
  workers: {
    'worker-1': { overlay: '10.0.0.2', gwbridge: '172.18.0.2' },
    'worker-2': { overlay: '10.0.0.3' },
  },
} as const;
