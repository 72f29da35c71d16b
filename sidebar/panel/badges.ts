/** Badges on the canvas: how many calls wait in a step now. */
import { accountUrl, get, post, sentenceOf } from '../api/http';
import type { LiveCall } from '../api/types';
import { shortAddress } from '../text/format';
import { text } from '../text/text';

/** As in `lib/node-red/step-badges.ts`. */
const CALLS_TOPIC = 'twilio/calls';

const SVG = 'http://www.w3.org/2000/svg';

/** The width of a digit in a badge, in pixels. */
const DIGIT_WIDTH = 7;

let counts: Record<string, number> = {};
const changed = new Set<string>();

const countOf = ({ id }: CanvasNode): number => counts[id] ?? 0;

const isCounts = (value: unknown): value is Record<string, number> =>
  typeof value === 'object' && value !== null && Object.values(value).every((count) => typeof count === 'number');

function onCounts(data: unknown): void {
  if (!isCounts(data)) return;
  for (const id of new Set([...Object.keys(counts), ...Object.keys(data)])) {
    if (counts[id] === data[id]) continue;
    const node = RED.nodes.node(id) as (CanvasNode & { dirty?: boolean }) | null | undefined;
    if (node === null || node === undefined) continue;
    changed.add(id);
    node.dirty = true;
  }
  counts = data;
  RED.view.redraw();
}

type NodeCall = LiveCall & { account: string };

/** What the popover of a badge contains: the calls, and a button to end each. */
function callList(nodeId: string): JQuery {
  const list = $('<div class="twilio-sb-popover">').text(text('badge.loading'));
  get<NodeCall[]>(`twilio/calls/${encodeURIComponent(nodeId)}`).then(
    (calls) => {
      list.empty().append($('<strong>').text(text('badge.title', { count: String(calls.length) })));
      for (const { sid, from, to, account } of calls) {
        const button = $('<button type="button" class="red-ui-button red-ui-button-small">').text(text('calls.end'));
        button.attr('aria-label', text('calls.endOne', { from, to })).on('click', () => {
          button.prop('disabled', true);
          post(accountUrl(account, 'calls', sid, 'end')).catch((error: unknown) => {
            RED.notify(RED.utils.sanitize(sentenceOf(error)), { type: 'error' });
          });
        });
        const addresses = $('<span>').text(`${shortAddress(from)} → ${shortAddress(to)}`);
        list.append($('<div class="twilio-sb-popover-row">').append(addresses, button));
      }
    },
    (error: unknown) => {
      list.text(sentenceOf(error));
    },
  );
  return list;
}

function badge(node: CanvasNode): SVGElement {
  const group = document.createElementNS(SVG, 'g');
  const label = String(countOf(node));
  const width = label.length * DIGIT_WIDTH + 22;
  const box = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({ width, height: 16, rx: 8, y: -3 }))
    box.setAttribute(name, String(value));
  const shape = document.createElementNS(SVG, 'path');
  // A telephone receiver.
  shape.setAttribute('d', 'M6 1.5l2-.8 1.3 2.6-1.2 1a6 6 0 0 0 2.4 2.4l1-1.2 2.6 1.3-.8 2c-4 .6-8-3.3-7.3-7.3z');
  const digits = document.createElementNS(SVG, 'text');
  digits.setAttribute('x', '17');
  digits.setAttribute('y', '9');
  digits.textContent = label;
  const title = document.createElementNS(SVG, 'title');
  title.textContent = text('badge.title', { count: label });
  group.append(title, box, shape, digits);
  let popover: Popover | undefined;
  const close = (): void => {
    popover?.close();
    popover = undefined;
    document.removeEventListener('mousedown', onOutside, true);
  };
  const onOutside = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('.red-ui-popover') === null) close();
  };
  for (const name of ['mousedown', 'mouseup', 'click', 'dblclick']) {
    group.addEventListener(name, (event) => {
      // The node under the badge must not be selected or moved.
      event.stopPropagation();
      if (name !== 'click') return;
      if (popover !== undefined) {
        close();
        return;
      }
      popover = RED.popover
        .create({
          target: $(group as unknown as HTMLElement),
          trigger: 'manual',
          direction: 'bottom',
          content: callList(node.id),
        })
        .open();
      document.addEventListener('mousedown', onOutside, true);
    });
  }
  return group;
}

/** Shows the badges. */
export function addBadges(): void {
  RED.view.annotations.register('twilio-calls', {
    type: 'badge',
    class: 'twilio-sb-badge',
    element: badge,
    filter: ({ type }) => type.startsWith('twilio-'),
    show: (node) => countOf(node) > 0,
    refresh: ({ id }) => changed.delete(id),
  });
  RED.comms.subscribe(CALLS_TOPIC, (_topic, data) => {
    onCounts(data);
  });
}
