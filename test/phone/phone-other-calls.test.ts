import { useCallPhone } from './call-page';

describe("the simulator's phone, while another phone has a call", function () {
  this.timeout(60_000);
  const onPhone = useCallPhone();

  it('lists the other phones first, so that the person sees which one', async () => {
    await onPhone(async (page, { ring }) => {
      await page.locator('#my-number').selectOption('+447700900123');
      await ring();
      await page.locator('#other-phones + h2 + #conversations').waitFor();
      await page.locator('#other-phones [data-person="+14155550123"]').click();
      await page.locator('#decline, #hang-up').click();
      await page.locator('#my-number').selectOption('+447700900123');
      await page.locator('#conversations ~ #other-phones').waitFor();
    });
  });
});
