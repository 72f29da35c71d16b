/** `npm run build`: writes `dist/`. */
import { buildPackage } from './build-package';

buildPackage().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
