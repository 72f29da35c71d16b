#!/bin/sh
# Makes the reference files of this folder with sox (14.4.2). No dither, so that the result is always the same.
set -e
cd "$(dirname "$0")"
sox='sox -D -R'
raw16='-t raw -e signed -b 16 -L -c 1'
rawul='-t raw -e mu-law -b 8 -c 1'

# All μ-law codes as 16-bit samples, and all 16-bit values as μ-law.
node -e 'process.stdout.write(Buffer.from(Array.from({ length: 256 }, (_, code) => code)))' > codes.tmp
$sox $rawul -r 8000 codes.tmp $raw16 -r 8000 all-codes.s16
node -e 'const all = Buffer.alloc(131072); for (let n = 0; n < 65536; n += 1) all.writeInt16LE(n - 32768, n * 2); process.stdout.write(all)' > values.tmp
# Two of them are cut off, and sox says so.
$sox $raw16 -r 8000 values.tmp $rawul -r 8000 all-values.ul

# Half a second of a sound like a vowel: a harmonic tone that rises, in the band of a telephone.
for rate in 8000 16000 24000; do
  $sox -n $raw16 -r $rate vowel-$rate.tmp synth 0.5 sawtooth 120-180 gain -9 sinc 300-3300
done
$sox $raw16 -r 8000 vowel-8000.tmp $rawul speech.ul
for khz in 16 24; do
  $sox $rawul -r 8000 speech.ul $raw16 speech-up.pcm$khz rate -h ${khz}000
  cp vowel-${khz}000.tmp speech.pcm$khz
  $sox $raw16 -r ${khz}000 speech.pcm$khz $rawul speech-down.pcm$khz.ul rate -h 8000
done

for rate in 8000 16000 24000 44100; do
  $sox -n -e signed -b 16 -r $rate short-$rate.wav synth 0.01 sine 440
done
$sox -n -e mu-law -b 8 -r 8000 short-mu-law.wav synth 0.01 sine 440
$sox -n -e signed -b 16 -r 8000 -c 2 short-stereo.wav synth 0.01 sine 440
rm -f ./*.tmp
