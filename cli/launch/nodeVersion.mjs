// This file and the doors that import it stay in old syntax, so that an old Node can read them and be told.

export const LEAST_NODE = '20.19.0';

/**
 * The one line for a Node that is too old, or null.
 * @param {string} version such as `process.versions.node`
 */
export function nodeComplaint(version) {
  const has = version.split('.').map(Number);
  const needs = LEAST_NODE.split('.').map(Number);
  for (let place = 0; place < needs.length; place += 1) {
    const more = Number(has[place]) - Number(needs[place]);
    if (more > 0) return null;
    if (more < 0)
      return `Node ${version} is too old: Node ${LEAST_NODE} or newer is needed (https://nodejs.org).`;
  }
  return null;
}

/**
 * Loads the rest only on a Node that can read it; otherwise says so and ends with 1.
 * @param {() => Promise<unknown>} load
 */
export function onNewEnoughNode(load) {
  const complaint = nodeComplaint(process.versions.node);
  if (complaint === null) return load();
  console.error(complaint);
  process.exitCode = 1;
  return Promise.resolve();
}
