/** Invalid input to the simulator. The message is shown to the user. */
export class SimulatorInputError extends Error {
  override name = 'SimulatorInputError';
}
