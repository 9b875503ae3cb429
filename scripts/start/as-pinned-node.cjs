// npm leaves out optional packages whose 'engines' exclude the Node that npm itself runs on. Ours run on the pinned
// Node, so an npm on an older one is told that version: otherwise Debian's Node 18 gets no binaries of vitest or knip.
Object.defineProperty(process, 'version', { value: process.env.OVERLAY_LAB_PINNED_NODE });
