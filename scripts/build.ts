/** `npm run build`: writes `dist/`. */
import { buildPackage } from './build-package';
import { runMain } from './run-main';

runMain(buildPackage);
