/*
 * What Twilio's documentation shows: Express with its form parser and the SDK's own middleware.
 * https://www.twilio.com/docs/usage/tutorials/how-to-secure-your-express-app-by-validating-incoming-twilio-requests
 */
import express from 'express';
import { webhook } from 'twilio/lib/webhooks/webhooks';
import { account, WEBHOOK_PATH, WEBHOOK_URL } from '../account';
import { reportUsage } from './usage';

reportUsage();

const app = express();
app.use(express.urlencoded({ extended: false }));
app.post(WEBHOOK_PATH, webhook({ url: WEBHOOK_URL }, account.authToken), (_request, response) => {
  response.type('text/xml').send('<?xml version="1.0" encoding="UTF-8"?><Response/>');
});
app.listen(Number(process.argv[2]), '127.0.0.1');
