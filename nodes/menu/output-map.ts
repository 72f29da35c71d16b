/** The outputs of a menu: one for each choice, then "no choice", then "hung up" if the node has it. */
export interface MenuOutputs {
  /** For each choice, the output that it had when the form was opened; `undefined` for a new one. */
  choices: readonly (number | undefined)[];
  hungUp: boolean;
}

/**
 * Where the outputs of a menu have moved, as Node-RED's field `outputs` takes it: the old output, and the new one or -1 when
 * it was removed. A name that is not a number is a new output. Node-RED moves the wires.
 * https://nodered.org/docs/creating-nodes/edit-dialog
 * @param before the saved number of choices, and whether the node had "hung up"
 */
export function outputMap(before: { choices: number; hungUp: boolean }, now: MenuOutputs): Record<string, number> {
  const map: Record<string, number> = {};
  let news = 0;
  const put = (old: number | undefined, output: number): void => {
    map[old === undefined ? `new${++news}` : String(old)] = output;
  };
  now.choices.forEach(put);
  const count = now.choices.length;
  put(before.choices, count);
  const oldHungUp = before.hungUp ? before.choices + 1 : undefined;
  if (now.hungUp) put(oldHungUp, count + 1);
  else if (oldHungUp !== undefined) map[String(oldHungUp)] = -1;
  for (let old = 0; old < before.choices; old++) map[String(old)] ??= -1;
  return map;
}
