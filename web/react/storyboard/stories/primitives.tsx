import { Badge, Button, Progress, Switch } from "../../src/index.js";
import type { Story } from "../story.js";

const tones = ["neutral", "accent", "success", "info", "warning", "error"] as const;
const variants = ["solid", "outline", "ghost"] as const;

/** The parts that the others are made of. */
export const primitiveStories: readonly Story[] = [
  {
    id: "badges",
    title: "Badges",
    Show: () => (
      <p className="flex gap-2">
        {tones.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
      </p>
    ),
  },
  {
    id: "buttons",
    title: "Buttons",
    Show: () => (
      <p className="flex gap-2">
        {variants.map((variant) => (
          <Button key={variant} variant={variant}>
            {variant}
          </Button>
        ))}
        <Button disabled>disabled</Button>
      </p>
    ),
  },
  {
    id: "switches",
    title: "Switches",
    Show: () => (
      <p className="flex gap-4">
        <Switch aria-label="Off" />
        <Switch aria-label="On" defaultChecked />
        <Switch aria-label="Locked" checked aria-disabled />
      </p>
    ),
  },
  {
    id: "progress",
    title: "Progress",
    Show: () => (
      <div className="flex flex-col gap-3">
        <Progress label="Not known" value={undefined} />
        <Progress label="A third" value={33} />
        <Progress label="Failed" value={66} tone="error" />
        <Progress label="Done" value={100} tone="success" />
      </div>
    ),
  },
];
