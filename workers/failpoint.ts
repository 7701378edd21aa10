/**
 * Crash points by name for the fault rig: FAILPOINT=relay.after-add:3 kills this process by SIGKILL the
 * third time it comes by. Without the variable it does nothing.
 */
const [NAME, COUNT] = (process.env.FAILPOINT ?? '').split(':');
let left = Number(COUNT ?? 1);

export function failpoint(name: string): void {
  if (!NAME || name !== NAME) return;
  left--;
  if (left <= 0) process.kill(process.pid, 'SIGKILL');
}
