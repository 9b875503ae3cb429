/**
 * Node's http. An `import` of it reads all that it exports, and for one of these, WebSocket, Node loads the whole of fetch,
 * which nothing here uses: 35 ms of each start.
 */
export const { Agent, request } = process.getBuiltinModule('node:http');
