/** Node-RED's two apps with an account, a proxy before them, and the check of a round trip. */
import express = require('express');
import { checkRoundTrip } from '../../../lib/setup/checks/round-trip';
import type { Finding } from '../../../lib/setup/finding';
import type { CheckContext } from '../../../lib/setup/subject';
import type { PublicUrl } from '../../../lib/validation/public-url';
import { mountRouter } from '../../../lib/webhooks/mount';
import type { Probe } from '../../../lib/webhooks/probes';
import { Router } from '../../../lib/webhooks/router';
import { startHttp, type TestHttp } from '../../support/http';
import { startProxy, type Rewriting } from '../../support/rewriting-proxy';
import { endpointOptions, TOKEN } from '../../support/webhooks';

export class RoundTripScene {
  httpNodeRoot = '';
  proxy: TestHttp | undefined;
  /** The last request that was expected. */
  probe: Probe | undefined;

  private constructor(
    readonly nodeRed: TestHttp,
    readonly router: Router,
  ) {}

  /** Node-RED's two apps: the editor's with its parsers first, then the HTTP nodes'. */
  static async start(root = '', guard?: express.RequestHandler): Promise<RoundTripScene> {
    const app = express().set('env', 'test');
    const node = express();
    const editor = express();
    editor.use(express.json(), express.urlencoded({ extended: true }));
    app.use('/', editor);
    if (guard !== undefined) node.use(guard);
    app.use(root === '' ? '/' : root, node);
    const router = new Router({ hasHttpGuards: guard !== undefined });
    mountRouter(router, node);
    router.mount('account', endpointOptions());
    return Object.assign(new RoundTripScene(await startHttp(app), router), { httpNodeRoot: root });
  }

  check(publicUrl: PublicUrl, tokens = [TOKEN]): Promise<Finding | undefined> {
    const subject = {
      account: { settings: { environment: 'twilio', path: '/twilio' }, accountSid: 'AC1', signingTokens: tokens },
      base: publicUrl.base,
      publicUrl,
      httpNodeRoot: this.httpNodeRoot,
      webhookProblem: undefined,
      openProbe: () => (this.probe = this.router.probes.open()),
    };
    return checkRoundTrip(subject as unknown as CheckContext);
  }

  /** The check through a proxy that changes the request. */
  async through(rewriting: Rewriting, tail = ''): Promise<Finding | undefined> {
    this.proxy = await startProxy(this.nodeRed.origin, rewriting);
    return this.check({ base: `${this.proxy.origin}${tail}` });
  }

  async close(): Promise<void> {
    this.router.close();
    await this.proxy?.close();
    await this.nodeRed.close();
  }
}
