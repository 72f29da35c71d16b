/** Input that makes no sense. The message is a sentence for the person who gave it. */
export class SimulatorInputError extends Error {
  override name = 'SimulatorInputError';
}
