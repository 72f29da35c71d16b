/** The answer of a server when the bench asks for its usage. */
export interface Usage {
  /** Processor time since its start, in microseconds. */
  cpuMicroseconds: number;
  /** The number of messages that reached the end of the flow. Absent for a server without a flow. */
  texts?: number;
}

/** Answers when the bench asks for the usage. The settings file in `node-red.ts` has the same code. */
export function reportUsage(): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = { cpuMicroseconds: user + system };
    process.send?.(usage);
  });
  process.on('disconnect', () => {
    process.exit();
  });
}
