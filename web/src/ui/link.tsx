import { Anchor, Button, type AnchorProps, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import { forwardRef, type AnchorHTMLAttributes } from "react";

type Html = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "style" | "color">;

const PlainAnchor = forwardRef<HTMLAnchorElement, AnchorProps & Html>(function PlainAnchor(props, ref) {
  return <Anchor ref={ref} {...props} />;
});

const PlainButton = forwardRef<HTMLAnchorElement, ButtonProps & Html>(function PlainButton(props, ref) {
  return <Button component="a" ref={ref} {...props} />;
});

/** A link to a screen. It is a real one: it opens in a new tab, and its address can be copied. */
export const ScreenLink = createLink(PlainAnchor);

/** A link to a screen that looks like a button. */
export const ScreenButton = createLink(PlainButton);
