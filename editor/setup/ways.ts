/** The common ways to let Twilio's webhooks in from outside: what to type for each. */

/** The values in the texts to type. */
export interface WayParts {
  /** Node-RED's port on its own machine. */
  port: string;
  /** The path of the account's webhooks with `httpNodeRoot`, such as `/twilio`. */
  path: string;
  /** The host of the public URL, or an example. */
  host: string;
}

const DEFAULT_PORT = '1880';

/** What to type for each way, in the order of the list. `docs/public-url.md` explains them. */
export const WAYS: Readonly<Record<string, (parts: WayParts) => string>> = {
  // https://nginx.org/en/docs/http/ngx_http_proxy_module.html
  nginx: ({ port, path }) => `location ${path}/ {
    proxy_pass http://127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";
}`,
  // https://caddyserver.com/docs/caddyfile/directives/reverse_proxy
  caddy: ({ port, path, host }) => `${host} {
    handle ${path}/* {
        reverse_proxy 127.0.0.1:${port}
    }
}`,
  // https://doc.traefik.io/traefik/routing/routers/
  traefik: ({ port, path, host }) => `labels:
  - traefik.enable=true
  - traefik.http.routers.twilio.rule=Host(\`${host}\`) && PathPrefix(\`${path}/\`)
  - traefik.http.routers.twilio.tls.certresolver=letsencrypt
  - traefik.http.services.twilio.loadbalancer.server.port=${port}`,
  // https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/
  cloudflared: ({ port, path, host }) => `ingress:
  - hostname: ${host}
    path: ^${path}/
    service: http://localhost:${port}
  - service: http_status:404`,
  // https://ngrok.com/docs/http/
  ngrok: ({ port, host }) => `ngrok http ${port} --url=https://${host}`,
  // https://tailscale.com/kb/1223/funnel
  tailscale: ({ port, path }) => `tailscale funnel --bg --set-path=${path} http://127.0.0.1:${port}${path}`,
  // https://github.com/hassio-addons/addon-node-red/blob/main/node-red/DOCS.md
  homeAssistant: ({ host }) => `https://${host.replace(/:\d+$/, '')}:1880/endpoint`,
  flowFuse: ({ host }) => `https://${host}`,
};

/** The port of Node-RED, as far as the editor's own URL shows it. */
export function portOf({ hostname, port, protocol }: Pick<Location, 'hostname' | 'port' | 'protocol'>): string {
  const isDirect = protocol === 'http:' && port !== '' && hostname !== '';
  return isDirect ? port : DEFAULT_PORT;
}

/** The host of a public URL; an example while there is none. */
export function hostOf(publicUrl: string): string {
  const text = publicUrl.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(address) && text !== '' ? new URL(address).host : 'example.com';
}
