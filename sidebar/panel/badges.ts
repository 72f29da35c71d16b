/** Badges on the canvas: how many calls wait in a step now, or in all steps of an instance of a subflow. */
import { accountUrl, get, post, sentenceOf } from '../api/http';
import type { LiveCall } from '../api/types';
import { canvasPath } from '../components/canvas-path';
import { shortAddress } from '../text/format';
import { text } from '../text/text';

/** As in `lib/node-red/step-badges.ts`. */
const CALLS_TOPIC = 'twilio/calls';

const SVG = 'http://www.w3.org/2000/svg';

/** The width of a digit in a badge, in pixels. */
const DIGIT_WIDTH = 7;

/** What a node on the canvas shows. */
interface Shown {
  /** How many calls wait. */
  count: number;
  /** The ids of the running nodes in which they wait. */
  running: string[];
}

/** By the id of the running node, as it was received. */
let counts: Record<string, number> = {};
/** By the id of the node on the canvas. */
let shown = new Map<string, Shown>();
const changed = new Set<string>();

const countOf = ({ id }: CanvasNode): number => shown.get(id)?.count ?? 0;

/** What the nodes on the canvas show. A node in a subflow shows the calls of all instances. */
function shownOn(received: Readonly<Record<string, number>>): Map<string, Shown> {
  const found = new Map<string, Shown>();
  for (const [id, count] of Object.entries(received)) {
    for (const node of canvasPath(id)) {
      const before = found.get(node) ?? { count: 0, running: [] };
      found.set(node, { count: before.count + count, running: [...before.running, id] });
    }
  }
  return found;
}

const isCounts = (value: unknown): value is Record<string, number> =>
  typeof value === 'object' && value !== null && Object.values(value).every((count) => typeof count === 'number');

function onCounts(data: unknown): void {
  if (!isCounts(data)) return;
  counts = data;
  update();
}

function update(): void {
  const next = shownOn(counts);
  for (const id of new Set([...shown.keys(), ...next.keys()])) {
    if (shown.get(id)?.count === next.get(id)?.count) continue;
    const node = RED.nodes.node(id) as CanvasNode | null | undefined;
    if (node === null || node === undefined) continue;
    changed.add(id);
    node.dirty = true;
  }
  shown = next;
  RED.view.redraw();
}

type NodeCall = LiveCall & { account: string };

/** What the popover of a badge contains: the calls, and a button to end each. */
function callList(nodeId: string): JQuery {
  const list = $('<div class="twilio-sb-popover">').text(text('badge.loading'));
  const running = shown.get(nodeId)?.running ?? [];
  Promise.all(running.map((id) => get<NodeCall[]>(`twilio/calls/${encodeURIComponent(id)}`))).then(
    (lists) => {
      const calls = lists.flat();
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
    filter: ({ type }) => /^(?:twilio-|subflow:)/.test(type),
    show: (node) => countOf(node) > 0,
    refresh: ({ id }) => changed.delete(id),
  });
  RED.comms.subscribe(CALLS_TOPIC, (_topic, data) => {
    onCounts(data);
  });
  // The counts can arrive before the flows are loaded, and a deployment can add an instance of a subflow.
  for (const event of ['flows:loaded', 'deploy']) RED.events.on(event, update);
}
