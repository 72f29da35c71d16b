import { useForm } from './context';

/** Where the problem of a property is shown as text. */
export const Problem = ({ property }: { property: string }) => {
  const { own } = useForm();
  return <div class="twilio-problem" id={`${own}-problem-${property}`} role="status" />;
};
