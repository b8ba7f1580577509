"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { WindowForm } from "./window-form.tsx";

export function WindowEditor() {
	const [isOpen, setIsOpen] = useState(false);
	if (!isOpen) return <Button onClick={() => setIsOpen(true)}>Announce maintenance</Button>;
	return <WindowForm onClose={() => setIsOpen(false)} />;
}
