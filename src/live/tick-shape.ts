import { createHook } from 'node:async_hooks';

/**
 * Keeps one of the objects that `process.nextTick` makes for as long as the process lives; import it before everything else. `node:http`
 * makes a few of them for each answer, in code that V8 specialises for their shape (its "map"), which it forgets when a collection of
 * the whole heap finds no object that has it. From then on each is made by the slow way for good, which kept answers are slower by.
 * With one object held, the shape is never forgotten. Only a hook sees these objects; it is gone again at once.
 */
const kept: object[] = [];
const hook = createHook({
  init: (_id, type, _trigger, resource) => {
    if (type === 'TickObject') kept.push(resource);
  },
}).enable();
process.nextTick(() => undefined);
hook.disable();
