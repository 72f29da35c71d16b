/** What a server of the bench tells of itself when it is asked. */
export interface Usage {
  /** Processor time since its start, in microseconds. */
  cpu: number;
  /** Texts that came out of the nodes under test into a flow; absent where no flow runs behind the answer. */
  texts?: number;
}

/** Answers the bench's question for usage. Node-RED's settings file holds the same in JavaScript. */
export function reportUsage(): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = { cpu: user + system };
    process.send?.(usage);
  });
  process.on('disconnect', () => {
    process.exit();
  });
}
