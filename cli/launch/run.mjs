import { onNewEnoughNode } from './nodeVersion.mjs';

onNewEnoughNode(() => import('./running.mjs').then((room) => room.runCommand(process.argv.slice(2))));
