import { buildPackage, dist, rebuildPackage } from './build-package';
import { writeFiles, type BuiltFile } from './built-file';
import { startNodeRed, type NodeRedProcess } from './node-red';

/** What an update did: Node-RED was started again, or it serves the new files without that. */
export type Update = 'Restarted' | 'Built';

/** Files that Node-RED reads with each request. */
const isServed = ({ path }: BuiltFile): boolean => path.startsWith('phone/');

/** The Node-RED of `npm run dev`. */
export class DevSession {
  private nodeRed: NodeRedProcess | undefined;
  private isBuilt = false;
  private isStopping = false;
  /** What has changed since the last build that succeeded. */
  private readonly changed = new Set<string>();

  constructor(
    private readonly userDir: string,
    private readonly port: number,
  ) {}

  /**
   * Builds what has changed, or everything the first time, and updates Node-RED. When the build fails, Node-RED continues with
   * the previous build.
   * @param changed paths from the root of the checkout, with `/`
   * @returns undefined when Node-RED does not run, or is being stopped
   * @throws when the build fails
   */
  async update(changed: readonly string[]): Promise<Update | undefined> {
    for (const file of changed) this.changed.add(file);
    const built = await this.build();
    this.changed.clear();
    if (built !== undefined) {
      if (this.nodeRed?.isRunning() === true && built.every(isServed)) {
        await writeFiles(dist, built);
        return 'Built';
      }
      // Nodes load some of their modules on first use, so no file is replaced while Node-RED runs.
      await this.nodeRed?.stop();
      await writeFiles(dist, built);
    }
    if (this.isStopping) return undefined;
    this.nodeRed = startNodeRed(this.userDir, this.port);
    return (await this.nodeRed.ready()) ? 'Restarted' : undefined;
  }

  /** Stops Node-RED for good. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.nodeRed?.stop();
  }

  get isStopped(): boolean {
    return this.isStopping;
  }

  /** @returns what has to be written; undefined when everything is built and written */
  private async build(): Promise<BuiltFile[] | undefined> {
    if (this.isBuilt && !this.changed.has('package.json')) return rebuildPackage([...this.changed]);
    await this.nodeRed?.stop();
    await buildPackage();
    this.isBuilt = true;
    return undefined;
  }
}
