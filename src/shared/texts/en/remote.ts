export const remote = {};
