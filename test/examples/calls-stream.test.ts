import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exampleSuite } from '../support/example-suite';

const CALLER = '+14155550123';

describe('the examples for live audio, on the simulator', function () {
  const deploy = exampleSuite(this);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-test-'));
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  it('play-into-a-call: plays what the caller has said, and goes on', async () => {
    const { call, act, hears, streams, shown, ends } = await deploy('play-into-a-call');
    const sid = await call(CALLER, '+14155550108');
    await hears(sid, /^Say something/);
    await streams(sid);
    await act(sid, 'speech', { text: 'hello' });
    await act(sid, 'digits', { digits: '1' });
    assert.equal(await shown('played'), 'played');
    await act(sid, 'digits', { digits: '9' });
    assert.equal((await ends(sid)).at(-1), 'Goodbye.');
  });

  it('record-both-sides: writes a WAV file with both channels', async () => {
    const { call, listens, act, ends, shown } = await deploy('record-both-sides', (flow) =>
      flow.replace('call-recordings/', `${folder}/`),
    );
    const sid = await call(CALLER, '+14155550109');
    await listens(sid);
    await act(sid, 'speech', { text: 'I need help' });
    assert.equal((await ends(sid)).at(-1), 'Thank you. Goodbye.');
    const file = String(await shown('saved'));
    assert.equal(file, `${folder}/${sid}.wav`);
    const wav = await readFile(file);
    assert.equal(wav.toString('latin1', 0, 4), 'RIFF');
    assert.deepEqual([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt32LE(40)], [2, 8000, wav.length - 44]);
    const loudest = [0, 2].map((side) => {
      let most = 0;
      for (let at = 44 + side; at < wav.length; at += 4) most = Math.max(most, Math.abs(wav.readInt16LE(at)));
      return most;
    });
    assert.ok(
      loudest.every((value) => value > 1000),
      `the loudest samples are ${loudest.join(' and ')}`,
    );
  });
});
